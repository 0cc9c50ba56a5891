import { briefly } from '../../harness/briefly.ts';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

/** A binding of AX for a day, before a platform whose texts to A's X go to the temporary callee. */
export type AxBinding = Readonly<{ mode: ModeStack; bindingId: string; x: string }>;

/** Binds the first person in AX. The caller closes the stack. */
export const startAxBinding = async (): Promise<AxBinding> => {
  const mode = await startModeStack('AX', {
    numbers: 2,
    store: 'memory',
    sleep: briefly,
    settings: { defaults: { smsReply: ['temporary-callee', 'discard'] } },
  });
  const { bindingId, x } = (await mode.bind({ a: person(1), ttlSeconds: 86_400 })).body;
  return { mode, bindingId, x };
};
