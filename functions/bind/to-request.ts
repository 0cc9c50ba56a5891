import type { AppSettings } from '../../shared/api/binding-rules.ts';
import { checkDraft } from '../../shared/api/binding-rules.ts';
import type { BindingTerms } from '../../shared/bindings/model/binding.ts';
import type { BindingRequest } from '../../shared/bindings/model/binding-request.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import type { BindBody } from './schema.ts';

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `the request is not valid: ${path}`, { errors: [{ path, message }] });

/**
 * The app of a request: the named one, or the only one of the mode.
 *
 * @throws {AppError} `invalid-request` naming `app` or `mode`.
 */
export const appFor = (apps: readonly AppSettings[], mode: Mode, name: string | undefined): AppSettings => {
  const ofMode = apps.filter((app) => app.mode === mode);
  if (ofMode.length === 0) throw invalid('mode', 'no app of this mode is configured');
  if (name === undefined) {
    const [only, ...others] = ofMode;
    if (only !== undefined && others.length === 0) return only;
    throw invalid('app', 'is required, because several apps have this mode');
  }
  const named = ofMode.find((app) => app.name === name);
  if (named === undefined) throw invalid('app', 'is not an app of this mode');
  return named;
};

/**
 * A checked body with the app's defaults filled in.
 *
 * @throws {AppError} `invalid-request` naming every field that contradicts another one or the app's rules.
 */
export const toRequest = (body: BindBody, app: AppSettings): BindingRequest => {
  const b = 'b' in body ? body.b : undefined;
  const x = 'x' in body ? body.x : undefined;
  const terms = termsOf(body, app);
  checkDraft({ mode: body.mode, a: body.a, b, x, terms }, app);
  return {
    app: app.name,
    mode: body.mode,
    a: body.a.number,
    b: b?.number,
    x,
    extension: 'extension' in body ? body.extension : undefined,
    areaCode: body.areaCode,
    areaMatch: body.areaMatch ?? app.defaults.areaMatch,
    reference: body.reference,
    terms,
  };
};

/** What a mode does not have is left out, so that the same request is always the same object. */
const termsOf = (body: BindBody, { defaults }: AppSettings): BindingTerms => {
  const record = body.record ?? defaults.record;
  const recordTone = body.recordTone ?? defaults.recordTone;
  const ttlSeconds = body.ttlSeconds === undefined ? defaults.ttlSeconds : body.ttlSeconds;
  return {
    callDirection: 'callDirection' in body ? body.callDirection : 'both',
    record,
    ...(record && recordTone !== undefined ? { recordTone } : {}),
    ...(ttlSeconds === null ? {} : { ttlSeconds }),
    ...(body.userData === undefined ? {} : { userData: body.userData }),
    ...limitsOf(body),
    ...callbackOf(body),
    ...('sms' in body && body.sms !== undefined ? { sms: body.sms } : {}),
    ...('waitingTones' in body && body.waitingTones !== undefined ? { waitingTones: body.waitingTones } : {}),
    ...('ybTtlSeconds' in body && body.ybTtlSeconds !== undefined ? { ybTtlSeconds: body.ybTtlSeconds } : {}),
  };
};

const limitsOf = (body: BindBody): Pick<BindingTerms, 'maxCallMinutes' | 'lastMinuteTone'> => {
  if (!('maxCallMinutes' in body || 'lastMinuteTone' in body)) return {};
  const { maxCallMinutes, lastMinuteTone } = body;
  return {
    ...(maxCallMinutes === undefined ? {} : { maxCallMinutes }),
    ...(lastMinuteTone === undefined ? {} : { lastMinuteTone }),
  };
};

const callbackOf = (body: BindBody): Pick<BindingTerms, 'callback' | 'callbackTtlSeconds'> => {
  if (body.mode !== 'AXE') return {};
  const { callback, callbackTtlSeconds } = body;
  return {
    ...(callback === undefined
      ? {}
      : { callback: 'number' in callback ? { number: callback.number.number } : callback }),
    ...(callbackTtlSeconds === undefined ? {} : { callbackTtlSeconds }),
  };
};
