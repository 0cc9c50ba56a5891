import { ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { bindingWords, fieldWord } from '../texts/binding-words.ts';
import type { FieldName, FormField } from './form-fields.ts';
import type { FormValues } from './form-values.ts';
import { LifeField } from './life-field.tsx';
import { formTexts } from './texts.ts';

/** Seconds by the name of the field; `null`: for ever. */
export type Lives = Readonly<Partial<Record<FieldName, number | null>>>;

type FormInputsProps = Readonly<{
  fields: readonly FormField[];
  values: FormValues;
  faults: ReadonlyMap<string, string>;
  hints: FormValues;
  /** The life times that a binding has now, see {@link LifeField}. */
  lives?: Lives;
  /** The word for a choice that is not made. */
  empty: string;
  change: (values: FormValues) => void;
}>;

/** The inputs of a form, those that are seldom needed folded up until one of them is at fault. */
export const FormInputs = (props: FormInputsProps) => {
  const first = props.fields.filter(({ isMore }) => !isMore);
  const more = props.fields.filter(({ isMore }) => isMore);
  return (
    <>
      <div class="form">
        {first.map((field) => (
          <FormInput key={field.name} field={field} {...props} />
        ))}
      </div>
      {more.length === 0 ? null : (
        <details open={first.length === 0 || more.some(({ name }) => props.faults.has(name))}>
          <summary>{formTexts.value.more}</summary>
          <div class="form">
            {more.map((field) => (
              <FormInput key={field.name} field={field} {...props} />
            ))}
          </div>
        </details>
      )}
    </>
  );
};

type FormInputProps = FormInputsProps & Readonly<{ field: FormField }>;

const FormInput = ({
  field: { name, kind, isNeeded },
  values,
  faults,
  hints,
  lives = {},
  empty,
  change,
}: FormInputProps) => {
  const value = values[name] ?? '';
  const onInput = (text: string) => change({ ...values, [name]: text });
  const common = {
    name,
    value,
    label: fieldWord(name),
    hint: hints[name],
    // The API names the whole of a nested field where the whole is wrong.
    fault: faults.get(name) ?? faults.get(name.split('.')[0] ?? name),
  };
  switch (kind) {
    case 'life':
      return (
        <LifeField
          {...common}
          leftSeconds={lives[name] ?? (name in lives ? null : 0)}
          empty={empty}
          withNever={name === 'ttlSeconds'}
          onInput={onInput}
        />
      );
    case 'flag':
      return <ChoiceField {...common} choices={flagChoices(empty)} onChange={onInput} />;
    case 'direction':
      return (
        <ChoiceField
          {...common}
          choices={choicesOf(bindingWords.value.directions, empty)}
          onChange={onInput}
        />
      );
    case 'area-match':
      return (
        <ChoiceField
          {...common}
          choices={choicesOf(bindingWords.value.areaMatches, empty)}
          onChange={onInput}
        />
      );
    default:
      return (
        <TextField
          {...common}
          required={isNeeded}
          onInput={onInput}
          inputMode={kind === 'number' ? 'tel' : kind === 'count' ? 'numeric' : undefined}
        />
      );
  }
};

const choicesOf = (words: Readonly<Record<string, string>>, empty: string) => [
  { value: '', text: empty },
  ...Object.entries(words).map(([value, text]) => ({ value, text })),
];

const flagChoices = (empty: string) =>
  choicesOf({ true: kitTexts.value.yes, false: kitTexts.value.no }, empty);
