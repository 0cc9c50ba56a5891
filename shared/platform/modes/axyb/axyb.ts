import type {
  BindingPlatform,
  BindRequest,
  Bound,
  PlatformBinding,
} from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import {
  inconclusive,
  isAmbiguous,
  type PlatformFailure,
  type PlatformResult,
  platformError,
} from '../../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../../client/client.ts';
import { notOffered } from '../../client/not-offered.ts';
import { createModeCalls, type ModeCalls, type ModeCallsData } from '../mode-calls.ts';
import { axStep, axybBindings, ybStep } from './axyb-answers.ts';
import { axFields, ybFields } from './axyb-fields.ts';

/** `privatenumber_axyb_0017` to `_0019`. */
const AXYB: ModeCallsData = {
  mode: 'axyb',
  path: '/rest/omp/xyrelationnumber/v1.0',
  none: {
    // 1012007 is not on the pages of the mode; elsewhere it means the same.
    modify: [],
    query: ['1016001', '1012007'],
  },
};

/** The calls of AXYB of one app. */
export const axybCalls = (client: PlatformClient, app: PlatformApp) => {
  const calls = createModeCalls(client, app, AXYB);
  // The platform wants the app key in every query string, although the signature has it too.
  const key = { app_key: app.appKey };
  const query: Ask = (by) => calls.query({ ...key, ...by }, axybBindings, []);
  const get: BindingPlatform['get'] = async (subscriptionId) => {
    const found = await query({ subscriptionId });
    if (found.kind !== 'ok') return found;
    const entries = found.value.map((entry) => ({ ...entry, subscriptionId }));
    return { kind: 'ok', value: bindingsOf(entries)[0] };
  };
  return { calls, key, query, get };
};

/** A behind X and B behind Y: AXYB mode of one app. Two steps at the platform, one binding here. */
export const createAxybPlatform = (client: PlatformClient, app: PlatformApp): BindingPlatform => {
  const { calls, key, query, get } = axybCalls(client, app);
  const unbind: BindingPlatform['unbind'] = (subscriptionId) =>
    calls.unbind({ ...key, subscriptionId }, () => get(subscriptionId));
  const secondStep = createSecondStep({ calls, key, query, unbind });
  return {
    get,
    unbind,
    async bind(request) {
      const made = await calls.bind(axFields(request), axStep, key);
      return made.kind === 'ok' && request.b !== undefined
        ? secondStep(made.value, request, request.b)
        : made;
    },
    async find({ x, a, b }) {
      const found = await query({ relationNum: x });
      if (found.kind !== 'ok') return found;
      const ofA = found.value.filter((entry) => entry.a === a && entry.x === x);
      return { kind: 'ok', value: b === undefined ? bindingsOf(ofA)[0] : withB(ofA, b) };
    },
    modify: async () => notOffered('AXYB bindings cannot be changed', 'not-changeable'),
    async list(x) {
      const found = await query({ relationNum: x });
      if (found.kind !== 'ok') return found;
      return { kind: 'ok', value: { bindings: bindingsOf(found.value), next: undefined } };
    },
  };
};

type Ask = (
  by: Readonly<{ subscriptionId: string } | { relationNum: E164 }>,
) => Promise<PlatformResult<readonly PlatformBinding[]>>;

type SecondStepParts = Pick<BindingPlatform, 'unbind'> &
  Readonly<{ calls: ModeCalls; key: Readonly<{ app_key: string }>; query: Ask }>;

/** Puts B behind a Y. In no case is A left behind an X for which nobody has a binding. */
const createSecondStep = ({ calls, key, query, unbind }: SecondStepParts) => {
  const takenBack = async (made: Bound & Made, failure: PlatformFailure): Promise<PlatformResult<Bound>> => {
    const undone = await unbind(made.subscriptionId);
    // Half a binding may be left; a query for A on X finds it.
    if (undone.kind !== 'ok') return inconclusive(HALF_LEFT, { cause: platformError(undone) });
    // A second step that comes late finds nothing to add B to.
    return failure.kind === 'unanswered' ? { ...failure, mayHaveApplied: false } : failure;
  };

  return async (made: Bound & Made, request: BindRequest, b: E164): Promise<PlatformResult<Bound>> => {
    const { subscriptionId } = made;
    const result = await calls.bind(ybFields(request, b, subscriptionId), ybStep, key);
    if (result.kind === 'ok') return { kind: 'ok', value: { ...made, y: result.value } };
    if (!isAmbiguous(result)) return takenBack(made, result);
    const found = await query({ subscriptionId });
    if (found.kind !== 'ok') return result;
    const entry = found.value.find((candidate) => candidate.b === b);
    if (entry === undefined) return takenBack(made, result);
    return { kind: 'ok', value: entry.y === undefined ? made : { ...made, y: entry.y } };
  };
};

type Made = Readonly<{ subscriptionId: string }>;

const HALF_LEFT = 'the first of two steps could not be taken back';

/**
 * B's entry; without it the half that was made, so that it can be taken away. Strangers who call X meanwhile get a Y each, so a
 * half may have other people's entries. A has one binding on an X at most.
 */
const withB = (ofA: readonly PlatformBinding[], b: E164): PlatformBinding | undefined => {
  const [any] = ofA;
  return ofA.find((entry) => entry.b === b) ?? (any && { ...any, b: undefined, y: undefined });
};

/** One binding for all entries of an id. With several Bs, who called X and got a Y each, it has none of them. */
const bindingsOf = (entries: readonly PlatformBinding[]): readonly PlatformBinding[] => {
  const ids = new Set(entries.map(({ subscriptionId }) => subscriptionId));
  return [...ids].flatMap((id) => {
    const [first, ...others] = entries.filter(({ subscriptionId }) => subscriptionId === id);
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [{ ...first, b: undefined, y: undefined }];
  });
};
