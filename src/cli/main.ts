import { main } from './program.ts'

void main(process.argv.slice(2))
