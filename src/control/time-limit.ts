/** Calls back after so many milliseconds of the machine's time, unless it is stopped before. The one timer of control: nobody waits for a mail for ever. */
export function after(ms: number, callBack: () => void): () => void {
  const timer = setTimeout(callBack, ms)
  return () => clearTimeout(timer)
}
