import { kernelsEngine } from './index.js';
import { describeEngineContract } from './testing/engine-contract.js';

await describeEngineContract(kernelsEngine);
