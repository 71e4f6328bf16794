/** What the cases refer to. */
export function components(openapi: string): Readonly<Record<string, unknown>> {
  return openapi.startsWith('3.0') ? plain : { ...plain, ...modern }
}

const plain = {
  Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
  Cat: { type: 'object', required: ['kind', 'claws'], properties: { kind: { type: 'string', enum: ['cat'] }, claws: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: { type: 'string', enum: ['dog'] }, bark: { type: 'string' } } },
  Id: { type: 'string', readOnly: true },
}

const page = { type: 'object', required: ['items'], properties: { items: { type: 'array', items: { $dynamicRef: '#item' } } } }

const modern = {
  Tree: { required: ['children'], properties: { children: { items: { $ref: '#/components/schemas/Tree' } } } },
  NamedAndAged: { $ref: '#/components/schemas/Named', required: ['age'] },
  'A b/c': { type: 'integer' },
  Never: false,
  WithDefs: {
    $defs: { positive: { exclusiveMinimum: 0 } },
    properties: { size: { $ref: '#/components/schemas/WithDefs/$defs/positive' } },
  },
  Anchored: { $defs: { size: { $anchor: 'size', exclusiveMinimum: 0 } } },
  Product: {
    $id: 'https://example.com/schemas/product',
    properties: { price: { $ref: '#/$defs/money' } },
    $defs: { money: { type: 'number', minimum: 0 } },
  },
  // the tree of JSON Schema 2020-12 §8.2.3.2, and a generic page as OpenAPI 3.1 documents have it
  OpenTree: {
    $id: 'https://example.com/schemas/open-tree',
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { data: true, nodes: { type: 'array', items: { $dynamicRef: '#node' } } },
  },
  StrictTree: { $id: 'https://example.com/schemas/strict-tree', $dynamicAnchor: 'node', $ref: 'open-tree', unevaluatedProperties: false },
  Page: { $id: 'https://example.com/schemas/page', ...page, $defs: { item: { $dynamicAnchor: 'item', not: {} } } },
  NamedPage: {
    $id: 'https://example.com/schemas/named-page',
    $ref: 'page',
    $defs: { item: { $dynamicAnchor: 'item', $ref: 'https://example.com/schemas/named' } },
  },
  NumberPage: {
    $id: 'https://example.com/schemas/number-page',
    $ref: 'page',
    $defs: { item: { $dynamicAnchor: 'item', type: 'number' } },
  },
  Titled: { $id: 'https://example.com/schemas/named', type: 'object', required: ['name'] },
}
