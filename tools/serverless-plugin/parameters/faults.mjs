import { stageFault } from './names.mjs';
import { nearest } from './nearest.mjs';
import { faultsTogether, PARAMETERS } from './parameters.mjs';
import { asWritten, isTaken } from './settings.mjs';

/**
 * Every fault of a deployment's parameters, one line each: where it stands, the name, and what is wanted. Values are never shown,
 * they may be secrets.
 *
 * @param {object} given
 * @param {string} given.stage
 * @param {readonly string[]} given.commandLine `name=value` each, as after `--param`
 * @param {unknown} given.file the content of deployment.yml: parameters by stage, and under `default` those of all stages
 * @returns {readonly string[]}
 */
export const parameterFaults = ({ stage, commandLine, file }) => {
  const written = commandLine.map(nameAndValue);
  const sections = Object.entries(isMap(file) ? file : {});
  const stages = new Map(sections.filter(([, values]) => isMap(values)));
  const used = new Set([...stages.keys(), stage]);
  if (stage !== 'default') used.delete('default');
  return [
    ...[...used].flatMap((name) => stageFault(name) ?? []),
    ...written.flatMap(([name, value]) => faultsOf(name, value).map((fault) => `--param: ${fault}`)),
    ...twiceFaults(written).map((fault) => `--param: ${fault}`),
    ...shapeFaults(file).map((fault) => `deployment.yml: ${fault}`),
    ...missingStage(file, stage),
    ...[...stages].flatMap(([section, values]) =>
      Object.entries(values).flatMap(([name, value]) =>
        faultsOf(name, value).map((fault) => `deployment.yml, ${section}: ${fault}`),
      ),
    ),
    ...[...used].flatMap((name) => {
      const values = usedValues(stages, name, name === stage ? written : []);
      return faultsTogether(values).map((fault) => `stage ${name}: ${fault}`);
    }),
  ];
};

/**
 * Lines for whoever reads the log of a deployment: where it does not go by the file, as the next one will, and whether the file
 * has more for other stages, and default alone for this one.
 */
export const notices = ({ stage, commandLine, file, isFileThere = true }) => {
  if (!isFileThere)
    return ['There is no deployment.yml: every parameter that --param does not give has its default'];
  if (!isMap(file)) return [];
  const inFile = { ...file.default, ...withoutNull(file[stage] ?? {}) };
  const names = commandLine
    .map(nameAndValue)
    .filter(([name, value]) => Object.hasOwn(inFile, name) && asWritten(inFile[name]) !== value)
    .map(([name]) => name);
  const others = Object.keys(file).filter((name) => name !== 'default' && name !== stage);
  return [
    ...(names.length > 0
      ? [`Not as in deployment.yml, this time alone: ${[...new Set(names)].join(', ')}`]
      : []),
    ...(Object.hasOwn(file, stage) || others.length === 0
      ? []
      : [`deployment.yml has nothing for the stage ${stage} but default, and more for ${others.join(', ')}`]),
  ];
};

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A file without anything but comments is null, and so is a stage without parameters. */
const shapeFaults = (file) => {
  if (file === undefined || file === null || isVariable(file)) return [];
  if (!isMap(file)) return ['it must hold stages, and the parameters of each below it'];
  return Object.entries(file)
    .filter(([, values]) => values !== null && !isMap(values) && !isVariable(values))
    .map(([name]) =>
      Object.hasOwn(PARAMETERS, name)
        ? `${name} must stand below default or a stage`
        : `${name} must hold parameters of that stage`,
    );
};

/**
 * A file that has stages and not this one: one of the two names may be misspelt, and the deployment would go by the defaults, with
 * texts kept, say. `default` in it says that other stages go by that.
 */
const missingStage = (file, stage) => {
  if (!isMap(file) || Object.hasOwn(file, stage) || Object.hasOwn(file, 'default') || stageFault(stage))
    return [];
  const others = Object.keys(file).filter(
    (name) => !Object.hasOwn(PARAMETERS, name) && stageFault(name) === undefined,
  );
  return others.length === 0
    ? []
    : [
        `deployment.yml: the stage ${stage} is missing, there is only ${others.join(', ')}; "${stage}: {}" says that it has the defaults`,
      ];
};

/** As the framework reads it: blanks at the end do not count. Without = there is no value. */
const nameAndValue = (argument) => {
  const [name, ...rest] = argument.split('=');
  return [name, rest.join('=').trimEnd() || null];
};

/** The file may leave to a variable what it resolves for the deployed stage alone; that cannot be judged here. */
const isVariable = (value) => typeof value === 'string' && value.includes('${');

const faultsOf = (name, value) => {
  if (!Object.hasOwn(PARAMETERS, name)) return [unknown(name)];
  if (value === null || value === undefined) return [`${name} has no value: give it one or leave it out`];
  if (isVariable(value) || isTaken(name, value)) return [];
  return [`${name} must be ${PARAMETERS[name].form.wanted}`];
};

const unknown = (name) => {
  // Somebody may have written a value where a name belongs.
  if (!/^\s*[\w-]{1,40}\s*$/.test(name))
    return 'a name that is not one of a parameter; docs/deploy.md lists them';
  const near = nearest(name, Object.keys(PARAMETERS));
  const hint = near === undefined ? 'docs/deploy.md lists them' : `did you mean ${near}?`;
  return `${name.trim()} is not a parameter; ${hint}`;
};

const twiceFaults = (written) => {
  const different = ([name, value]) => written.some(([other, wanted]) => other === name && wanted !== value);
  const names = new Set(written.filter(different).map(([name]) => name));
  return [...names]
    .filter((name) => Object.hasOwn(PARAMETERS, name))
    .map((name) => `${name} is given twice with different values`);
};

const withoutNull = (values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** All parameters with the values or defaults of a stage; undefined for one that has not its form, or not yet. */
const usedValues = (stages, stage, written) => {
  const given = {
    ...withoutNull(stages.get('default') ?? {}),
    ...withoutNull(stages.get(stage) ?? {}),
    ...withoutNull(Object.fromEntries(written)),
  };
  return Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, { default: absent }]) => {
      const value = given[name] ?? absent;
      return [name, isTaken(name, value) ? asWritten(value) : undefined];
    }),
  );
};
