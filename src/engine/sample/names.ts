import { toUuidText } from './formats.ts'
import type { Person } from './person.ts'
import { momentFor, toMailTime, writeMoment } from './times.ts'
import type { Writing } from './writing.ts'

type Write = (writing: Writing) => string

/** Texts by the name they stand under: the first pattern that matches the name in words (`first_name`). Addresses of every kind lead to example.com. */
const byName: readonly (readonly [RegExp, Write])[] = [
  [/(?:^|_)e?mails?(?:_address(?:es)?)?$|^(?:from|to|cc|bcc|reply_to|recipient|sender)$/, ({ person }) => person().email],
  [/(?:^|_)(?:first|given|fore)_?names?$/, ({ person }) => person().first],
  [/^(?:first|given)$/, ({ owner, person }) => (ofPerson.test(owner) ? person().first : '')],
  [/^(?:last|family)$/, ({ owner, person }) => (ofPerson.test(owner) ? person().last : '')],
  [/(?:^|_)(?:last|family|sur)_?names?$/, ({ person }) => person().last],
  [/middle_name$/, ({ faker }) => faker.person.middleName()],
  [/user_?name$|^login$|^account$|^handle$|^nick_?name$|screen_name$/, ({ person }) => person().account],
  [/password|passphrase/, ({ faker }) => faker.internet.password({ length: 14 })],
  [
    /company|organi[sz]ation|business_name|employer|brand|merchant|vendor/,
    ({ faker, name }) => (/_(?:id|uuid|key|sid)$/.test(name) ? '' : faker.company.name()),
  ],
  [
    /(?:^|_)(?:full|display|real|legal|contact|owner|author|customer|user|person|member|recipient|sender|card_?holder)_?name$/,
    ({ person }) => fullName(person()),
  ],
  [
    /^(?:author|creator|owner|assignee|contact|customer|patient|employee|teacher|student|artist|actor|director)$/,
    ({ person }) => fullName(person()),
  ],
  [
    /phone|mobile|(?:^|_)(?:fax|tel|sms|whatsapp)(?:$|_number)/,
    ({ source }) => `+1202555${String(source.between(100, 199)).padStart(4, '0')}`,
  ],
  [/(?:^|_)(?:uu|gu)id$/, ({ source }) => toUuidText(() => source.int(16))],
  [
    /avatar|image|photo|picture|thumbnail|logo|icon/,
    ({ faker, source, name }) =>
      /_id$/.test(name) ? '' : `https://example.com/images/${plainNoun(faker)}-${source.between(100, 999)}.png`,
  ],
  [
    /(?:^|_)(?:ur[li]s?|href|link|website|homepage|webhook|endpoint|callback|redirect|next|prev(?:ious)?|self|first|last)$|_ur[li]s?(?:_|$)/,
    ({ faker, source }) => `https://example.com/${plainNoun(faker)}/${source.between(1000, 9999)}`,
  ],
  [/(?:^|_)(?:domain|host|hostname|fqdn)(?:_name)?$/, ({ faker }) => `${faker.internet.domainWord()}.example.com`],
  [/(?:^|_)ip(?:v4)?(?:_address)?$|^remote_addr$/, ({ source }) => `192.0.2.${source.between(1, 254)}`],
  [/(?:^|_)ipv6/, ({ source }) => `2001:db8::${source.between(1, 0xffff).toString(16)}`],
  [/mac_address|^mac$/, ({ source }) => Array.from({ length: 6 }, () => source.int(256).toString(16).padStart(2, '0')).join(':')],
  [/user_agent/, () => 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  [/(?:^|_)(?:street|address(?:_?line)?_?1?|line_?1)$/, ({ faker }) => faker.location.streetAddress()],
  [/(?:^|_)(?:address_?)?line_?2$|secondary/, ({ faker }) => faker.location.secondaryAddress()],
  [/(?:^|_)(?:city|town|locality)(?:_name)?$/, ({ faker }) => faker.location.city()],
  [/(?:^|_)(?:state|province|region|county)_?code$/, ({ faker }) => faker.location.state({ abbreviated: true })],
  [/^(?:province|region|county|administrative_area)$/, ({ faker }) => faker.location.state()],
  [/country_?code$|iso_?country/, ({ faker }) => faker.location.countryCode()],
  [/(?:^|_)country$/, ({ faker }) => faker.location.country()],
  [/zip(?:_?code)?$|post(?:al)?_?code$/, ({ faker }) => faker.location.zipCode('#####')],
  [/time_?zone|^tz$/, ({ faker }) => faker.location.timeZone()],
  [/(?:^|_)(?:locale)$/, ({ source }) => source.pick(['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES'])],
  [/(?:^|_)lang(?:uage)?(?:_code)?$/, ({ source }) => source.pick(['en', 'de', 'fr', 'es'])],
  [/(?:^|_)currency(?:_code)?$|price_unit$/, ({ source }) => source.pick(['USD', 'EUR', 'GBP'])],
  [/(?:^|_)(?:lat|latitude)$/, ({ faker }) => String(faker.location.latitude())],
  [/(?:^|_)(?:lng|lon|long|longitude)$/, ({ faker }) => String(faker.location.longitude())],
  [/(?:^|_)(?:colou?r)$/, ({ faker }) => faker.color.human()],
  [/(?:^|_)(?:price|amount|total|cost|balance|fee|subtotal|tax)$/, ({ source }) => (source.between(100, 49_999) / 100).toFixed(2)],
  [/iban/, ({ faker }) => faker.finance.iban()],
  [/(?:^|_)bic$|swift/, ({ faker }) => faker.finance.bic()],
  [/routing_number/, ({ faker }) => faker.finance.routingNumber()],
  [/account_number/, ({ faker }) => faker.finance.accountNumber()],
  [/card_number/, () => '4242424242424242'],
  [/last_?4/, ({ source }) => String(source.between(1000, 9999))],
  [/(?:^|_)(?:sha|commit|sha1|digest)$/, ({ source }) => hex(40, source)],
  [/sha_?256|(?:^|_)(?:hash|checksum|fingerprint|signature)$/, ({ source }) => hex(64, source)],
  [/(?:^|_)md5$|etag/, ({ source }) => hex(32, source)],
  [/(?:^|_)(?:token|secret|api_?key|access_key|private_key|credential|nonce|cursor|session)$/, ({ source }) => letters(32, source)],
  [/(?:^|_)(?:version)$/, ({ source }) => `${source.between(1, 4)}.${source.int(10)}.${source.int(10)}`],
  [/mime_?type|content_?type|media_?type/, ({ source }) => source.pick(['application/json', 'text/plain', 'image/png', 'application/pdf'])],
  [/file_?name|^file$/, ({ faker }) => `${plainNoun(faker)}.pdf`],
  [/(?:^|_)(?:path|directory|folder|dir)$/, ({ faker }) => `/${plainNoun(faker)}/${plainNoun(faker)}`],
  [/(?:^|_)(?:slug|permalink)$/, ({ faker }) => `${faker.word.adjective()}-${plainNoun(faker)}`.toLowerCase()],
  [/(?:^|_)(?:date|day)$|_on$|birth_?day/, ({ name, source, now }) => writeMoment(momentFor(name, source, now), undefined).slice(0, 10)],
  [/(?:^|_)(?:rfc_?2822|date_(?:created|updated|sent))$/, ({ name, source, now }) => toMailTime(momentFor(name, source, now))],
  [
    /_at$|(?:^|_)(?:timestamp|date_?time|created|updated|modified|expires)$|^(?:created|updated|deleted|last)_/,
    ({ name, source, now }) => writeMoment(momentFor(name, source, now), undefined),
  ],
  [/(?:^|_)sku$|barcode|serial/, ({ source }) => letters(8, source).toUpperCase()],
  [/(?:^|_)code$/, ({ source }) => letters(6, source).toUpperCase()],
  [/(?:^|_)(?:id|ids|sid|key|ref|reference|identifier|uid|guid)$/, ({ source }) => toUuidText(() => source.int(16))],
  [/job|position|profession|occupation/, ({ faker }) => faker.person.jobTitle()],
  [/(?:^|_)(?:department|team|group)(?:_name)?$/, ({ faker }) => faker.commerce.department()],
  [/(?:^|_)(?:product|item|article)(?:_name)?$/, ({ faker }) => faker.commerce.productName()],
  [/(?:^|_)(?:gender|sex)$/, ({ source }) => source.pick(['female', 'male'])],
  [/(?:^|_)(?:breed|species|animal)$/, ({ faker }) => faker.animal.type()],
  [/(?:^|_)isbn$/, ({ faker }) => faker.commerce.isbn()],
  [/(?:^|_)(?:title|subject|headline|caption)$/, ({ faker }) => sentence(faker.lorem.words(4))],
  [
    /desc(?:ription)?$|summary|about|(?:^|_)bio$|note|comment|message|details?$|reason|instructions?|excerpt|abstract|explanation/,
    ({ faker }) => faker.lorem.sentence(8),
  ],
  [/(?:^|_)(?:body|text|content|html|markdown|paragraph|article)$/, ({ faker }) => faker.lorem.sentences(2)],
  [/(?:^|_)(?:status|state)$/, () => 'active'],
  [/(?:^|_)(?:tags?|labels?|keywords?|categor(?:y|ies)|topics?)$/, ({ faker }) => plainNoun(faker)],
  [/name$/, (writing) => nameOf(writing)],
]

/** A text as the name suggests; undefined when the name says nothing. */
export function ofName(writing: Writing): string | undefined {
  for (const write of writersFor(writing.name)) {
    const text = write(writing)
    if (text !== '') return text
  }
  return undefined
}

/** Names come from documents, and the same few over and over. */
const writers = new Map<string, readonly Write[]>()
const mostNames = 20_000

function writersFor(name: string): readonly Write[] {
  const known = writers.get(name)
  if (known !== undefined) return known
  const found = byName.flatMap(([pattern, write]) => (pattern.test(name) ? [write] : []))
  if (writers.size < mostNames) writers.set(name, found)
  return found
}

const people =
  /user|person|people|member|customer|contact|author|owner|employee|profile|patient|student|guest|lead|admin|recipient|sender|creator/
const ofPerson = new RegExp(`${people.source}|name`)

/** A `name` is that of a person where people are kept, and of a thing elsewhere. */
function nameOf({ owner, faker, person }: Writing): string {
  if (people.test(owner)) return fullName(person())
  if (/compan|organi[sz]ation|vendor|merchant|business|tenant|workspace/.test(owner)) return faker.company.name()
  if (/product|item|article/.test(owner)) return faker.commerce.productName()
  if (/cit(?:y|ies)|place|venue|location/.test(owner)) return faker.location.city()
  if (/(?:^|_)(?:pet|dog|cat)/.test(owner)) return faker.animal.petName()
  return sentence(`${faker.word.adjective()} ${plainNoun(faker)}`)
}

function fullName({ first, last }: Person): string {
  return `${first} ${last}`
}

function plainNoun(faker: Writing['faker']): string {
  return faker.word.noun().replace(/[^a-z]/g, '')
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function hex(length: number, source: Writing['source']): string {
  return Array.from({ length }, () => source.int(16).toString(16)).join('')
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

function letters(length: number, source: Writing['source']): string {
  return Array.from({ length }, () => alphabet[source.int(36)]).join('')
}
