/**
 * What an API sends by itself: callbacks of its operations and webhooks, as requests made from the document, sent where that was asked for, and what their receivers answered.
 * It must not know backends or control. What is due follows from the journal alone, so a world keeps nothing for it; what became of it is no part of any world.
 */
export { callbackHeader, type Due, dueOf, isDue } from './due.ts'
export { type Delivery, Messenger, type Reach } from './messenger.ts'
export { makeOutgoing, type Outgoing, type OutgoingOptions, Unmakeable } from './outgoing.ts'
