import { configureGlobal, readConfigureGlobal } from 'fast-check'

// The same cases on every run: a failure in CI must be one that can be made again. Other cases: FC_SEED=$RANDOM.
const seed = Number(process.env['FC_SEED'] ?? 20_261_122)
configureGlobal({ ...readConfigureGlobal(), seed })
