import type { Reply } from '../../engine/index.ts'
import { html, isSecret } from '../../kernel/index.ts'
import { tokenCookie } from '../guard.ts'
import { page } from './page.ts'

/** For browsers that come from elsewhere: they can't send the token by themselves. */
export function signInPage(to: string, failure?: string): Reply {
  const content = html`<h1>Sign in to the console</h1>
<p>This mock is open to other machines, so its console asks for the control token that was printed at the start.</p>
${failure !== undefined && html`<p class="alert" role="alert" data-testid="failure">${failure}</p>`}
<form method="post" action="/__standin/sign-in">
<input type="hidden" name="to" value="${to}">
<label>Control token <input name="token" type="password" required autocomplete="current-password" data-testid="token"></label>
<button data-testid="sign-in">Sign in</button>
</form>`
  const shown = page(failure === undefined ? 200 : 401, 'Sign in to the console', content)
  // The origin of a form is told apart from others only where the referrer is not left out.
  return { ...shown, headers: { ...shown.headers, 'referrer-policy': 'same-origin' } }
}

/** Lets a browser in that knows the token: it keeps it where no script can read it and no other site can have it sent. */
export function signIn(given: string, to: string, token: string | undefined): Reply {
  const location = to.startsWith('/__standin/') ? to : '/__standin/'
  if (token === undefined) return { status: 303, headers: { location } }
  if (!isSecret(given.trim(), token)) {
    return signInPage(to, 'That is not the token. It stands in what the mock printed at its start, after "Bearer".')
  }
  const cookie = `${tokenCookie}=${encodeURIComponent(token)}; Path=/__standin; HttpOnly; SameSite=Strict`
  return { status: 303, headers: { location, 'set-cookie': cookie, 'cache-control': 'no-store' } }
}
