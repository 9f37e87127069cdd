import { tuneV8 } from './tune-v8.ts'

/*
 * A few lines, so that all else is compiled when V8 is tuned. What program.ts imports at its top is the command line
 * itself; what a command does is loaded by its handler, and what it may need later when it needs it.
 */
tuneV8()
void import('./program.ts').then(({ main }) => main(process.argv.slice(2)))
