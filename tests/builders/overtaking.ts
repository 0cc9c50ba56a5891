import type { BindingModules } from './binding-modules.ts';

type Modules = Pick<BindingModules, 'bindings'>;

/** Somebody else writes the record of `own`, as it is: whoever read it before may not replace it any more. */
export const overtake = async ({ bindings }: Modules): Promise<void> => {
  const record = await bindings.get('own');
  if (record === undefined) throw new Error('nothing is stored as own');
  await bindings.replace(record, record);
};

/** Lets somebody else write the record of `own` right before write number `number` of the code under test. */
export const overtakeWrite = ({ bindings }: Modules, number: number): void => {
  const { replace } = bindings;
  let writes = 0;
  bindings.replace = async (record, content) => {
    writes += 1;
    if (writes === number) {
      const current = await bindings.get('own');
      if (current !== undefined) await replace(current, current);
    }
    return replace(record, content);
  };
};
