import { Refusal } from '../../protocol/answer.ts';
import type { AppRecord } from '../../state/apps.ts';
import type { Platform } from '../../state/platform.ts';
import type { CallFacts, CallRoute, IncomingCall } from '../mode.ts';
import { pickY } from './axyb-numbers.ts';
import type { AxybBinding, AxybStore, Related, YbRelation } from './axyb-store.ts';

const UNBOUND = { direction: 2, subscriptionId: null } as const;

const settingsOf = ({ binding, relation }: Related) => ({ ...binding.settings, ...relation.settings });

const factsOf = (related: Related, direction: 0 | 1): CallFacts => {
  const { userData } = settingsOf(related);
  return {
    direction,
    subscriptionId: related.binding.subscriptionId,
    privateNumber: related.binding.x,
    ...(userData === undefined ? {} : { userData }),
  };
};

/** The call of one party of Y-B to A (0) or of A to that party (1), if the direction is not the refused one. */
const putThrough = (related: Related, direction: 0 | 1): CallRoute => {
  const { binding, relation } = related;
  const { callDirection, recordFlag, recordHintTone } = settingsOf(related);
  const facts = factsOf(related, direction);
  const refusedDirection = direction === 0 ? 1 : 2;
  if (callDirection === refusedDirection) return { kind: 'refuse', stateCode: 8016, ...facts };
  return {
    kind: 'connect',
    ...facts,
    callee: direction === 0 ? binding.a : relation.b,
    shown: direction === 0 ? relation.y : binding.x,
    fromParty: direction === 1 || !relation.automatic,
    record: recordFlag === 'true',
    announced: Boolean(recordHintTone),
    maxDurationMinutes: 0,
  };
};

/** A Y for a caller nobody has bound; undefined: no number is left. */
const allocate = (
  platform: Platform,
  store: AxybStore,
  app: AppRecord,
  binding: AxybBinding,
  b: string,
): YbRelation | undefined => {
  try {
    const y = pickY(platform, store, app, binding, { areaCode: null, loose: true });
    const { ybDurationSeconds, subscriptionId } = binding;
    const subscribeTime = platform.clock.now();
    store.relate(subscriptionId, { y, b, automatic: true, settings: {}, ybDurationSeconds, subscribeTime });
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
  }
  return store.find(app.appKey, binding.subscriptionId)?.relations.find((relation) => relation.b === b);
};

/** Others reach A through X, seen as their Y; a caller without one gets it now. 8032: A's own X, 8031: no Y left. */
const toX = (
  platform: Platform,
  store: AxybStore,
  binding: AxybBinding,
  { app, from }: IncomingCall,
): CallRoute => {
  const { a, subscriptionId, settings } = binding;
  const refuse = (stateCode: number): CallRoute => ({
    kind: 'refuse',
    stateCode,
    direction: 0,
    subscriptionId,
    ...(settings.userData === undefined ? {} : { userData: settings.userData }),
  });
  if (from === a) return refuse(8032);
  const known = binding.relations.find(({ b }) => b === from);
  if (!known && settings.callDirection === 1) return refuse(8016);
  const relation = known ?? allocate(platform, store, app, binding, from);
  return relation ? putThrough({ binding, relation }, 0) : refuse(8031);
};

/** A reaches B through B's Y, seen as X. 8032: B's own Y. */
const toY = (related: Related[], from: string): CallRoute => {
  const ofA = related.find(({ binding }) => binding.a === from);
  if (ofA) return putThrough(ofA, 1);
  const ofB = related.some(({ relation }) => relation.b === from);
  return { kind: 'refuse', stateCode: ofB ? 8032 : 8030, ...UNBOUND };
};

/** A call to whichever number it is. 8030: neither an X nor a Y of anybody. */
export const routeAxybCall = (platform: Platform, store: AxybStore, call: IncomingCall): CallRoute => {
  const binding = store.on(call.x);
  return binding ? toX(platform, store, binding, call) : toY(store.onY(call.x), call.from);
};
