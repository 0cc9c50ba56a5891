/** A CloudFormation template as far as it is looked into. */
type AnyTemplate = { Resources: Record<string, { Type: string }> };

export function withExistingData<Template extends AnyTemplate>(
  template: Template,
  types?: readonly string[],
): Template;
