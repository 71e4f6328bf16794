/**
 * Worlds in a folder: what happens to them goes into a log before anybody is answered, and a start plays it again.
 * It must not know sockets, nor what any API means; it sees worlds, and the engine that plays them.
 *
 * The folder holds, for its owner only (0700, its files 0600):
 *   `N.log`        what happened since the snapshot N, or since the beginning: worlds made and dropped, exchanges (requests, and a checksum of
 *                  each answer) and deeds, in order. Only ever added to.
 *   `N.snapshot`   all worlds at the moment `N.log` begins. Written aside and renamed, then older generations are removed.
 *   `HASH.rows`    the rows a scenario came to, named for their content and shared by all worlds that started from them.
 *   `lock`         number and beginning of the process whose folder it is.
 * All but the lock are lines as `frame.ts` says: checksum, length, number, JSON; the first is a header with the format's number.
 */
export { type DataCode, dataCodes } from './finding.ts'
export { openStorage } from './open.ts'
export type { Storage, StorageOptions } from './storage.ts'
