// The name of the file that `params` of serverless.yml is read from. CommonJS, because that is what the framework reads files with.
const { existsSync, readFileSync } = require('node:fs');

/** Nothing but comments: the framework would stop at such a file. */
const saysNothing = (text) => text.split('\n').every((line) => /^\s*(#.*)?$|^---\s*$/.test(line));

/** The framework takes a file that is not there for one without parameters. */
const ABSENT = 'none.yml';

module.exports = () => {
  // `npm start` names another, because the parameters of a person's deployment are not those of the local stack.
  const name = process.env.DEPLOYMENT_FILE || 'deployment.yml';
  return existsSync(name) && saysNothing(readFileSync(name, 'utf8')) ? ABSENT : name;
};
