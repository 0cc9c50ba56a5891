import type { PlatformResult, Refused, Unanswered } from '../../kernel/platform-outcome.ts';
import type { PlatformClient } from './client.ts';

/** A client for one run over many bindings, which learns of which apps the platform is down. */
export type RunClient = Readonly<{
  /** After some calls of an app without an answer it makes no more of them: each would last as long as a call may. */
  client: PlatformClient;
  /** True where another call of the app would tell nothing else: no answers, a gate that is shut, an account that is. */
  isDown: (app: string) => boolean;
  /** True where the last call of the app had an answer, of the platform or of its gate. */
  isAnswering: (app: string) => boolean;
}>;

/** So many calls in a row: one alone may be the fault of what it asks for. */
const SILENT_CALLS = 3;

type Health = Readonly<{ silentCalls: number; isStopped: boolean }>;

export const createRunClient = (client: PlatformClient): RunClient => {
  const healths = new Map<string, Health>();
  const healthOf = (app: string): Health => healths.get(app) ?? { silentCalls: 0, isStopped: false };
  const isSilent = (app: string): boolean => healthOf(app).silentCalls >= SILENT_CALLS;
  return {
    isDown: (app) => isSilent(app) || healthOf(app).isStopped,
    isAnswering: (app) => healths.get(app)?.silentCalls === 0,
    client: {
      async call(app, call) {
        if (isSilent(app.name)) return SILENCE;
        const result = await client.call(app, call);
        healths.set(app.name, after(healthOf(app.name), result));
        return result;
      },
    },
  };
};

/** As where nothing listens: the platform surely got no request. */
const SILENCE: Unanswered = {
  kind: 'unanswered',
  reason: 'connection',
  mayHaveApplied: false,
  cause: 'no call was made, because others of this run got no answer',
};

const after = ({ silentCalls }: Health, result: PlatformResult<unknown>): Health => {
  if (result.kind === 'held-back') return { silentCalls, isStopped: true };
  if (result.kind === 'unanswered') return { silentCalls: silentCalls + 1, isStopped: false };
  if (result.kind !== 'refused') return { silentCalls: 0, isStopped: false };
  const isFault = result.class === 'platform';
  return { silentCalls: isFault ? silentCalls + 1 : 0, isStopped: STOPPING.includes(result.class) };
};

/** Refusals of any call of the app. */
const STOPPING: readonly Refused['class'][] = ['account', 'auth', 'throttled'];
