import { callReaderContract } from '../../contract/call-reader.contract.ts';
import { createMemoryCallReader } from '../../fakes/memory-call-reader.ts';

callReaderContract('in memory', async (kept) => createMemoryCallReader(kept));
