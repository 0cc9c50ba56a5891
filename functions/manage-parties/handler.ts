import type { ApiHandler } from '../../shared/http/middlewares/chains.ts';
import { answerBlock, answerBlockList, answerUnblock, type BlockDeps } from './blocks.ts';
import { answerPhoneChange, type PhoneDeps } from './phone-change.ts';

/** POST /parties/change, and the list of people who are blocked: POST, GET and DELETE of /blocks, and POST /blocks/search. */
export const createHandler =
  (deps: BlockDeps & PhoneDeps): ApiHandler =>
  async (request) => {
    switch (request.route) {
      case 'POST /blocks':
        return answerBlock(deps, request);
      case 'GET /blocks':
      case 'POST /blocks/search':
        return answerBlockList(deps, request);
      case 'DELETE /blocks/{blockId}':
        return answerUnblock(deps, request);
      default:
        return answerPhoneChange(deps, request);
    }
  };
