/** What may be found when something is read anew while the mock runs, beside what is wrong with a document or a fixture itself. */
export const reloadCodes = {
  'reload.operation.removed': 'An operation is gone that the backend plays, or that recorded calls or faults are about.',
  'reload.operation.renamed':
    'An operation has another id, under which the backend does not know it, or recorded calls and faults do not find it.',
  'reload.row.unfit': 'Rows of the running worlds do not fit the saved document.',
  'reload.table.unfit':
    'Rows of the running worlds can not stand in the tables of your own backend as it was saved; the last good one goes on.',
  'reload.schema.removed': 'The saved document has no schema any more that rows of the running worlds could be held to.',
  'reload.scenario.unusable': 'A scenario can not be used with what was saved; the last good one goes on.',
  'reload.backend.changed': 'The saved document asks for another backend, which has no use for what the running worlds hold.',
  'reload.setting.restart': 'A setting was saved that takes effect at the next start.',
} as const satisfies Record<string, string>

export type ReloadCode = keyof typeof reloadCodes
