import { readToken } from './inputs.ts'
import { run } from './run.ts'
import { Runner } from './runner.ts'

const token = readToken(process.env)
const runner = new Runner(process.env, token, (text) => {
  process.stdout.write(text)
})
process.exitCode = await run(runner, token, process.env)
