import net from 'node:net'

/** Nothing under test may reach for the outside: a connection to anything but this machine fails the test that asked for it. */
const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>) {
  const [first] = args as unknown as readonly unknown[]
  const options = (Array.isArray(first) ? first[0] : first) as { readonly host?: string; readonly path?: string } | number | string
  const host = typeof options === 'object' && options.path === undefined ? (options.host ?? 'localhost') : 'localhost'
  if (!/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host))
    throw new Error(`A connection to ${host} was asked for; nothing may leave this machine`)
  return connect.apply(this, args)
} as typeof connect
