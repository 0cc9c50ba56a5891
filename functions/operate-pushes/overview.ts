import { queryOf } from '../../shared/http/api-request.ts';
import { type ApiRequest, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { addSeconds, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { type Answering, appsMeant, type Deps } from './deps.ts';
import { PushesQuery } from './schema.ts';

const DAY_SECONDS = 24 * 3600;
const MOST_DAYS = 7;

/** `GET /operations/pushes`: when pushes came, and the latest ones. */
export const answerOverview = async (
  deps: Deps,
  { event, caller }: ApiRequest,
  hasTime: () => boolean,
): Answering => {
  const { app, from, to } = queryOf(event, PushesQuery);
  const apps = appsMeant(deps, caller, app, 'query');
  const end = to ?? iso(deps.clock());
  const start = from ?? iso(addSeconds(new Date(end), -DAY_SECONDS));
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  if (seconds < 0) throw invalidFrom('must not be after to');
  if (seconds > MOST_DAYS * DAY_SECONDS) throw invalidFrom(`must be at most ${MOST_DAYS} days before to`);
  const overview = await deps.overview({ from: start, to: end }, apps, hasTime);
  const received = overview.buckets.reduce((sum, bucket) => sum + (bucket.received ?? 0), 0);
  return auditedJson({ count: received }, 200, overview);
};

const invalidFrom = (message: string): AppError =>
  new AppError('invalid-request', 'the query is not valid: from', { errors: [{ path: 'from', message }] });
