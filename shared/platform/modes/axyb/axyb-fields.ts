import type { BindRequest } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import { areaFields, directionNumber, recordingFields } from '../request-fields.ts';

const NEVER = 0;

/** The body of the first step, A behind X (`privatenumber_axyb_0017`). There is no parameter to name an X. */
export const axFields = (request: BindRequest) => ({ origNum: request.a, ...settings(request) });

/** The body of the second step, B behind Y. The settings go along again, lest the defaults take their place. */
export const ybFields = (request: Settings, b: E164, subscriptionId: string) => ({
  origNum: b,
  subscriptionId,
  ...settings(request),
});

type Settings = Pick<BindRequest, 'areaCode' | 'areaMatch' | 'terms'>;

const settings = ({ areaCode, areaMatch, terms }: Settings) => ({
  ...areaFields({ areaCode, areaMatch }),
  callDirection: directionNumber(terms.callDirection),
  // Always sent: without it the binding would end after two hours.
  duration: terms.ttlSeconds ?? NEVER,
  ybDuration: terms.ybTtlSeconds,
  ...recordingFields(terms),
  preVoiceX: terms.waitingTones?.x,
  preVoiceY: terms.waitingTones?.y,
  userData: terms.userData,
});
