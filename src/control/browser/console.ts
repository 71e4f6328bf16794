/**
 * What the console's pages do beyond showing: they follow what happens, and forms answer in place.
 * Every page says the same without this script; what it shows comes from the server, never from here.
 */
import { enableCopying } from './scripts/copy.ts'
import { answerInPlace } from './scripts/forms.ts'
import { follow } from './scripts/live.ts'
import { tidyAddress } from './scripts/page.ts'

tidyAddress()
enableCopying()
answerInPlace()
follow()
