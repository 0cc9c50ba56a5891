import { AppError } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindOrder } from '../model/bind-order.ts';
import type { BindingTerms } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { type AppSettings, checkDraft } from '../model/binding-rules.ts';

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
 * A request for a binding with the app's defaults filled in.
 *
 * @throws {AppError} `invalid-request` naming every field that contradicts another one or the app's rules.
 */
export const completeRequest = (order: BindOrder, app: AppSettings): BindingRequest => {
  const { mode, a, b, x } = order;
  const terms = termsOf(order, app);
  checkDraft({ mode, a, b, x, terms, lastMinuteTone: order.lastMinuteTone }, app);
  return {
    app: app.name,
    mode,
    a: a.number,
    b: b?.number,
    x,
    extension: order.extension,
    areaCode: order.areaCode,
    areaMatch: order.areaMatch ?? app.defaults.areaMatch,
    reference: order.reference,
    terms,
  };
};

/** Terms that were not asked for are left out, so that the same request is always the same object. */
const termsOf = (order: BindOrder, { defaults }: AppSettings): BindingTerms => {
  const record = order.record ?? defaults.record;
  const recordTone = order.recordTone ?? defaults.recordTone;
  const ttlSeconds = order.ttlSeconds === undefined ? defaults.ttlSeconds : order.ttlSeconds;
  return {
    callDirection: order.callDirection ?? 'both',
    record,
    ...(record && recordTone !== undefined ? { recordTone } : {}),
    ...(ttlSeconds === null ? {} : { ttlSeconds }),
    ...optionalTermsOf(order),
  };
};

const optionalTermsOf = ({ callback, ...order }: BindOrder): Partial<BindingTerms> => ({
  ...(order.userData === undefined ? {} : { userData: order.userData }),
  ...(order.maxCallMinutes === undefined ? {} : { maxCallMinutes: order.maxCallMinutes }),
  ...(order.lastMinuteTone === undefined ? {} : { lastMinuteTone: order.lastMinuteTone }),
  ...(callback === undefined
    ? {}
    : { callback: 'number' in callback ? { number: callback.number.number } : callback }),
  ...(order.callbackTtlSeconds === undefined ? {} : { callbackTtlSeconds: order.callbackTtlSeconds }),
  ...(order.sms === undefined ? {} : { sms: order.sms }),
  ...(order.waitingTones === undefined ? {} : { waitingTones: order.waitingTones }),
  ...(order.ybTtlSeconds === undefined ? {} : { ybTtlSeconds: order.ybTtlSeconds }),
});
