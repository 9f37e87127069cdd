// Loaded before the program: https requests to the hosts of VENDOR_DETOUR (`host=http://127.0.0.1:port`, separated by
// blanks) go to the loopback server named there; one to any other host ends the process with a code of its own.
const { writeSync } = require('node:fs')
const http = require('node:http')
const https = require('node:https')
const { syncBuiltinESMExports } = require('node:module')

const detours = new Map(process.env.VENDOR_DETOUR.split(' ').map((entry) => entry.split('=', 2)))

https.request = (options, callback) => {
  const origin = detours.get(options.hostname)
  if (origin === undefined) {
    writeSync(2, `detour: there is no way to ${options.hostname}\n`)
    process.exit(97)
  }
  const { hostname, port } = new URL(origin)
  return http.request({ ...options, hostname, port }, callback)
}
syncBuiltinESMExports()
