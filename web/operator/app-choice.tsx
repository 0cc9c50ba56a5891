import { ChoiceField } from '../kit/parts/controls.tsx';
import { access } from './session.ts';
import { texts } from './texts/texts.ts';

/** A choice of one app that the key sees, or all of them (empty). */
export const AppChoice = ({
  value,
  onChange,
}: Readonly<{ value: string; onChange: (app: string) => void }>) => (
  <ChoiceField
    label={texts.value.app}
    name="app"
    value={value}
    choices={[
      { value: '', text: texts.value.allApps },
      ...(access.value?.apps ?? []).map(({ name }) => ({ value: name, text: name })),
    ]}
    onChange={onChange}
  />
);
