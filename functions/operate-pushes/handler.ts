import type { ApiHandler } from '../../shared/http/middlewares/chains.ts';
import { addSeconds } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Deps } from './deps.ts';
import { answerOverview } from './overview.ts';
import { answerDiscard, answerItem, answerQuarantine } from './quarantine.ts';
import { answerItemsReplay, answerReplay } from './replay.ts';

/** No page is begun later; one takes a few seconds at most, and the gateway waits for thirty. */
const BEGUN_WITHIN_SECONDS = 10;

/** The routes of operators for pushes and their quarantine. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) => {
    const end = addSeconds(deps.clock(), BEGUN_WITHIN_SECONDS);
    const hasTime = () => deps.clock() < end;
    switch (request.route) {
      case 'GET /operations/pushes':
        return answerOverview(deps, request, hasTime);
      case 'POST /operations/pushes/replay':
        return answerReplay(deps, request, hasTime);
      case 'GET /operations/quarantine':
        return answerQuarantine(deps, request);
      case 'GET /operations/quarantine/{itemId}':
        return answerItem(deps, request);
      case 'POST /operations/quarantine/replay':
        return answerItemsReplay(deps, request, hasTime);
      case 'POST /operations/quarantine/discard':
        return answerDiscard(deps, request);
      default:
        throw new AppError('not-found', 'there is no such route');
    }
  };
