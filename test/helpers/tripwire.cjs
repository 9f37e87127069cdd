// Loaded before the program: any use of the network ends the process with a code of its own.
const { writeSync } = require('node:fs')
const net = require('node:net')
const dns = require('node:dns')
const dgram = require('node:dgram')

function trip(what) {
  writeSync(2, `tripwire: ${what}\n`)
  process.exit(97)
}

net.Socket.prototype.connect = () => trip('connect')
net.Server.prototype.listen = () => trip('listen')
dgram.createSocket = () => trip('datagram')
dns.lookup = () => trip('lookup')
dns.promises.lookup = () => trip('lookup')
