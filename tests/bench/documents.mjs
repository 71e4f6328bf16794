import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const isDocument = (file) => file.isFile() && /\.(?:ya?ml|json)$/.test(file.name) && !/^corpus/.test(file.name)

/** The documents of a folder and of those in it; of a document in many files the one at the top. */
export function documentsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    if (!one.isDirectory()) return isDocument(one) ? [join(folder, one.name)] : []
    const inner = join(folder, one.name)
    return readdirSync(inner, { withFileTypes: true }).flatMap((file) => (isDocument(file) ? [join(inner, file.name)] : []))
  })
}
