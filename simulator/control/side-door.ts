import { foreignHost, foreignRequest } from '../http/foreign-request.ts';
import type { SideDoor } from '../http/http-server.ts';
import type { IncomingRequest } from '../http/platform-api.ts';
import { type Answer, jsonAnswer } from '../protocol/answer.ts';
import { isForPage, serveConsole } from './console-page.ts';

type Door = (request: IncomingRequest) => Promise<Answer | undefined>;

/** The paths that only the person at this machine may use. All else is the platform's, for customers wherever they are. */
const FOR_PEOPLE = /^\/(control|our-api)\//;

/**
 * The way in for people and tests, beside the platform: the page, the control API and the customer's API. Pages of others cannot
 * use it, by whatever name they call this server.
 */
export const createSideDoor =
  (listenAddress: string, doors: readonly Door[]): SideDoor =>
  async (request) => {
    const { path, headers } = request;
    const page = isForPage(request);
    if (!page && !FOR_PEOPLE.test(path)) return undefined;
    const refused = (page ? foreignHost : foreignRequest)(headers, listenAddress);
    if (refused !== undefined) return jsonAnswer(403, { error: refused });
    if (page) return serveConsole(request);
    for (const door of doors) {
      const answer = await door(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
