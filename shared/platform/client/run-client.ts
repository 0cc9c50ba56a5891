import type { PlatformResult, Refused, Unanswered } from '../../kernel/platform-outcome.ts';
import type { PlatformCall, PlatformClient } from './client.ts';

/** A client for one run over many bindings, which learns of which apps the platform is down. */
export type RunClient = Readonly<{
  /** After some calls of an app without an answer it makes no more of them: each would last as long as a call may. */
  client: PlatformClient;
  /** True where a bind of the app would tell nothing else: no answers, a gate that is shut, an account that is. */
  isDown: (app: string) => boolean;
  /** True where the last bind of the app in this run had an answer, and the last call too. */
  isAnswering: (app: string) => boolean;
}>;

/** So many in a row, of all calls or of binds: one alone may be the fault of what it asks for. */
const SILENT_CALLS = 3;

/** `silentBinds`: those in a row, whatever is answered between them; `undefined`: none was made. */
type Health = Readonly<{ silentCalls: number; silentBinds: number | undefined; isStopped: boolean }>;

const UNKNOWN: Health = { silentCalls: 0, silentBinds: undefined, isStopped: false };

export const createRunClient = (client: PlatformClient): RunClient => {
  const healths = new Map<string, Health>();
  const healthOf = (app: string): Health => healths.get(app) ?? UNKNOWN;
  const isSilent = (app: string): boolean => healthOf(app).silentCalls >= SILENT_CALLS;
  const takesNoBinds = (app: string): boolean =>
    isSilent(app) || (healthOf(app).silentBinds ?? 0) >= SILENT_CALLS;
  return {
    isDown: (app) => takesNoBinds(app) || healthOf(app).isStopped,
    isAnswering: (app) => healthOf(app).silentCalls === 0 && healthOf(app).silentBinds === 0,
    client: {
      async call(app, call) {
        if (isBind(call) ? takesNoBinds(app.name) : isSilent(app.name)) return SILENCE;
        const result = await client.call(app, call);
        healths.set(app.name, after(healthOf(app.name), isBind(call), result));
        return result;
      },
    },
  };
};

const isBind = ({ operation }: Pick<PlatformCall<unknown>, 'operation'>): boolean =>
  operation.endsWith('.bind');

/** As where nothing listens: the platform surely got no request. */
const SILENCE: Unanswered = {
  kind: 'unanswered',
  reason: 'connection',
  mayHaveApplied: false,
  cause: 'no call was made, because others of this run got no answer',
};

const after = (health: Health, ofBind: boolean, result: PlatformResult<unknown>): Health => {
  if (result.kind === 'held-back') return { ...health, isStopped: true };
  const isFault = result.kind === 'unanswered' || (result.kind === 'refused' && result.class === 'platform');
  const counted = (calls: number): number => (isFault ? calls + 1 : 0);
  return {
    silentCalls: counted(health.silentCalls),
    silentBinds: ofBind ? counted(health.silentBinds ?? 0) : health.silentBinds,
    isStopped: result.kind === 'refused' && STOPPING.includes(result.class),
  };
};

/** Refusals of any call of the app. */
const STOPPING: readonly Refused['class'][] = ['account', 'auth', 'throttled'];
