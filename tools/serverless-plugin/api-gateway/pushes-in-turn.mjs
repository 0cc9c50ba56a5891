import pLimit from 'p-limit';

/**
 * Lambda starts as many instances as there are pushes. On a developer's machine all share one process, and the time that each of
 * hundreds waits for the processor and for a connection to the store would count as its own time-outs: they wait before their
 * time begins.
 *
 * @param {number} atOnce
 * @returns an `onRequest` extension of hapi: lets so many pushes in at a time, the others in the order in which they came.
 */
export const pushesInTurn = (atOnce) => {
  const limit = pLimit(atOnce);
  return async (request, h) => {
    if (!request.path.startsWith('/webhooks/')) return h.continue;
    const { res } = request.raw;
    await new Promise((enter) => {
      limit(() => {
        enter();
        return closed(res);
      });
    });
    return h.continue;
  };
};

/** A caller that has hung up while it waited never says so again. */
const closed = (response) =>
  response.closed ? undefined : new Promise((resolve) => response.once('close', resolve));
