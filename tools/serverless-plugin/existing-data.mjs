// The parameter `existingData`: tables, bucket and secrets that an earlier deployment has left behind are used by name, and the
// stack makes none (docs/operations.md, Remove and deploy again).

/** The kinds that hold data, and where their names stand in ARNs. Each has a name of its own in the template. */
const KINDS = {
  'AWS::DynamoDB::Table': {
    nameOf: ({ TableName }) => TableName,
    arnOf: (name) => `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/${name}`,
  },
  'AWS::S3::Bucket': {
    nameOf: ({ BucketName }) => BucketName,
    arnOf: (name) => `arn:\${AWS::Partition}:s3:::${name}`,
  },
  'AWS::SecretsManager::Secret': {
    nameOf: ({ Name }) => Name,
    // Secrets Manager puts six characters of its own behind the name.
    arnOf: (name) =>
      `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}-??????`,
    // A Ref is the ARN here; for reading a secret its name does as well, for a right it does not.
    refIsArn: true,
  },
};

/**
 * Parts a template from the data that is there already.
 *
 * @param {object} template of CloudFormation
 * @param {readonly string[]} types of resources that are there
 * @returns {object} the template without whatever outlives the stack; what referred to it has its name or ARN
 * @throws {Error} for a reference that a name cannot replace
 */
export const withExistingData = (template, types = Object.keys(KINDS)) => {
  const isThere = (resource) => types.includes(resource.Type) && isKept(resource);
  const kept = new Map(Object.entries(template.Resources).filter(([, resource]) => isThere(resource)));
  const own = Object.entries(template.Resources).filter(
    ([id, resource]) => !kept.has(id) && !isFedBy(resource, kept),
  );
  return replaceReferences({ ...template, Resources: Object.fromEntries(own) }, { kept, inRight: false });
};

/** The data of the whole template that {@link withExistingData} does without, by logical id. */
export const dataOf = (template) =>
  Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => isKept(resource)));

/** A trigger on the stream of such a table: its ARN has a time that no template knows, so the trigger comes with the table. */
const isFedBy = ({ Type, Properties }, kept) =>
  Type === 'AWS::Lambda::EventSourceMapping' && kept.has(Properties.EventSourceArn['Fn::GetAtt']?.[0]);

const isKept = ({ Type, DeletionPolicy }) =>
  Type in KINDS && (DeletionPolicy === 'Retain' || DeletionPolicy === 'RetainExceptOnCreate');

const replaceReferences = (value, context) => {
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, context));
  if (value === null || typeof value !== 'object') return value;
  const text = textOf(value, context);
  if (text !== undefined) return asValue(text);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, replaceReferences(inner, within(key, context))])
      .map(([key, inner]) => (key === 'DependsOn' ? [key, withoutKept(inner, context)] : [key, inner])),
  );
};

const within = (key, context) => (key === 'Resource' ? { ...context, inRight: true } : context);

/** The framework leaves some of them undefined, which JSON leaves out of an object and not out of a list. */
const withoutKept = (dependsOn, { kept }) =>
  dependsOn === undefined ? undefined : [dependsOn].flat().filter((id) => !kept.has(id));

/** The text of `Fn::Sub` for a reference to what is kept; undefined for anything else. */
const textOf = (value, context) => {
  const [[key, argument] = [], ...others] = Object.entries(value);
  if (others.length > 0) return undefined;
  if (key === 'Ref' && context.kept.has(argument)) return refOf(argument, context);
  if (key === 'Fn::GetAtt') {
    const [id, attribute] = typeof argument === 'string' ? argument.split('.') : argument;
    return context.kept.has(id) ? attributeOf(id, attribute, context) : undefined;
  }
  if (key === 'Fn::Sub' && typeof argument === 'string') {
    const replaced = argument.replaceAll(/\$\{([A-Za-z0-9]+)(?:\.([A-Za-z]+))?\}/g, (all, id, attribute) => {
      if (!context.kept.has(id)) return all;
      return attribute === undefined ? refOf(id, context) : attributeOf(id, attribute, context);
    });
    return replaced === argument ? undefined : replaced;
  }
  return undefined;
};

const refOf = (id, { kept, inRight }) => {
  const { Type, Properties } = kept.get(id);
  const { nameOf, arnOf, refIsArn } = KINDS[Type];
  const name = textOfName(nameOf(Properties));
  return inRight && refIsArn ? arnOf(name) : name;
};

const attributeOf = (id, attribute, { kept }) => {
  const { Type, Properties } = kept.get(id);
  if (attribute !== 'Arn')
    throw new Error(`existingData: ${id}.${attribute} is known to a stack that has made ${id} only`);
  return KINDS[Type].arnOf(textOfName(KINDS[Type].nameOf(Properties)));
};

const textOfName = (name) => (typeof name === 'string' ? name : name['Fn::Sub']);

const asValue = (text) => (text.includes('${') ? { 'Fn::Sub': text } : text);
