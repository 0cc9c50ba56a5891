import type { BindingTerms } from '../../../bindings/model/binding.ts';
import type { SecondPartyPlatform } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import {
  inconclusive,
  isAmbiguous,
  type PlatformResult,
  platformError,
} from '../../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../../client/client.ts';
import { axybCalls } from './axyb.ts';
import { ybStep } from './axyb-answers.ts';
import { ybFields } from './axyb-fields.ts';

type Calls = ReturnType<typeof axybCalls>;
type WithY = Readonly<{ y?: E164 | undefined }>;

/** An answer has so many entries at most (`privatenumber_axyb_0019`), so with as many somebody may not be shown. */
const MOST_SHOWN = 5;

/**
 * Changes who is behind a Y: there is no modify in AXYB, but Y-B can be bound and unbound while A-X lives. The new one is bound
 * before the former one goes, so that a refusal leaves the binding as it was.
 */
export const createAxybSecondParty = (client: PlatformClient, app: PlatformApp): SecondPartyPlatform => {
  const axyb = axybCalls(client, app);
  return {
    async setB(subscriptionId, { b, others }, terms) {
      const found = await axyb.query({ subscriptionId });
      if (found.kind !== 'ok') return found;
      if (found.value.length === 0) return { kind: 'ok', value: 'not-found' };
      const there: WithY | undefined = b === undefined ? {} : found.value.find((entry) => entry.b === b);
      const put: PlatformResult<WithY> =
        there === undefined && b !== undefined
          ? await putBehindY(axyb, subscriptionId, b, terms)
          : { kind: 'ok', value: { y: there?.y } };
      if (put.kind !== 'ok') return put;
      const mayBeThere = (other: E164) =>
        other !== b && (found.value.length >= MOST_SHOWN || found.value.some((entry) => entry.b === other));
      const gone = await takeOff(axyb, subscriptionId, others.filter(mayBeThere));
      return gone.kind === 'ok' ? { ...gone, value: { y: put.value.y } } : gone;
    },
  };
};

const entryOf = async ({ query }: Calls, subscriptionId: string, b: E164): ReturnType<Calls['get']> => {
  const found = await query({ subscriptionId });
  return found.kind === 'ok' ? { kind: 'ok', value: found.value.find((entry) => entry.b === b) } : found;
};

const putBehindY = async (
  axyb: Calls,
  subscriptionId: string,
  b: E164,
  terms: BindingTerms,
): Promise<PlatformResult<WithY>> => {
  const fields = ybFields({ areaCode: undefined, areaMatch: 'loose', terms }, b, subscriptionId);
  const result = await axyb.calls.bind(fields, ybStep, axyb.key);
  if (result.kind === 'ok') return { kind: 'ok', value: { y: result.value } };
  if (!isAmbiguous(result)) return result;
  const found = await entryOf(axyb, subscriptionId, b);
  return found.kind === 'ok' && found.value !== undefined ? { kind: 'ok', value: found.value } : result;
};

const takeOff = async (
  axyb: Calls,
  subscriptionId: string,
  people: readonly E164[],
): Promise<PlatformResult<unknown>> => {
  let all: PlatformResult<unknown> = { kind: 'ok', value: undefined };
  for (const bNum of people) {
    const gone = await axyb.calls.unbind({ ...axyb.key, subscriptionId, bNum }, () =>
      entryOf(axyb, subscriptionId, bNum),
    );
    // The new one is there already, so nobody can say that nothing was changed.
    if (gone.kind !== 'ok')
      return inconclusive('a former second party has a Y still', { cause: platformError(gone) });
    if (gone.earlierMayApply === true) all = { ...all, earlierMayApply: true };
  }
  return all;
};
