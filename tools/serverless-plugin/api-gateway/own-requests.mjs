import { createRequire } from 'node:module';

/** The console is a page: others may link to it. */
const isConsole = ({ method, url }) => method === 'GET' && /^\/console(?:[/?]|$)/.test(url);

/**
 * Guards the servers that serverless-offline is going to start, that of the Lambda API too, which it shows to nobody.
 *
 * @param {string} pluginFile path of the package's main file
 * @param {string} host the address that they listen on
 */
export const guardServers = async (pluginFile, host) => {
  // Not at the top: the framework also runs on a Node that cannot read TypeScript, but never to serve.
  const { ownRequestsOnly } = await import('../../local-stack/guard/own-requests.ts');
  const { Server } = createRequire(pluginFile)('@hapi/hapi');
  const prototype = Object.getPrototypeOf(new Server());
  const { start } = prototype;
  prototype.start = function startGuarded() {
    ownRequestsOnly(this.listener, { host, isLinked: isConsole });
    return start.call(this);
  };
};
