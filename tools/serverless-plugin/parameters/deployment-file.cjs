// The name of the file that `params` of serverless.yml is read from. CommonJS, because that is what the framework reads files with.
const { existsSync, readFileSync } = require('node:fs');

const NAME = 'deployment.yml';

/** The framework takes a file that is not there for one without parameters. */
const ABSENT = 'none.yml';

/** Nothing but comments: the framework would stop at such a file. */
const saysNothing = (text) => text.split(/\r?\n/).every((line) => /^\s*(#.*)?$|^---\s*$/.test(line));

module.exports = () => {
  // Set by `npm start`: the parameters of somebody's deployment are not those of the local stack.
  if (process.env.PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE) return ABSENT;
  return existsSync(NAME) && saysNothing(readFileSync(NAME, 'utf8')) ? ABSENT : NAME;
};
