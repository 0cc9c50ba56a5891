import { Field } from '../../kit/parts/controls.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { bindingWords } from '../texts/binding-words.ts';
import { LIFE_UNITS, lifeIn, NEVER } from './form-values.ts';
import { formTexts } from './texts.ts';

type LifeFieldProps = Readonly<{
  label: string;
  name: string;
  value: string;
  empty: string;
  withNever: boolean;
  /** How long it is now, `null` for ever: no shorter one is put there unasked. */
  leftSeconds?: number | null;
  hint?: string | undefined;
  fault?: string | undefined;
  onInput: (value: string) => void;
}>;

/** A length of time: a count and its unit; or none, or for ever. */
export const LifeField = ({
  label,
  name,
  value,
  empty,
  withNever,
  leftSeconds = 0,
  hint,
  fault,
  onInput,
}: LifeFieldProps) => {
  const [count = '', unit = value === NEVER ? NEVER : ''] = value === NEVER ? [] : value.split(' ');
  const units = bindingWords.value.units;
  const choose = (next: string) => onInput(lifeIn(value, next, leftSeconds));
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <div class="life">
          {unit === '' || unit === NEVER ? null : (
            <input
              class="input"
              name={`${name}-count`}
              inputMode="decimal"
              autocomplete="off"
              aria-label={`${label}${kitTexts.value.colon}${formTexts.value.count}`}
              value={count}
              onInput={({ currentTarget }) => onInput(`${currentTarget.value.trim()} ${unit}`)}
            />
          )}
          <select
            {...ids}
            class="input"
            name={name}
            value={unit}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          >
            <option value="">{empty}</option>
            {Object.keys(LIFE_UNITS).map((each) => (
              <option key={each} value={each} selected={each === unit}>
                {Object.entries(units).find(([known]) => known === each)?.[1]}
              </option>
            ))}
            {withNever ? (
              <option value={NEVER} selected={unit === NEVER}>
                {bindingWords.value.never}
              </option>
            ) : null}
          </select>
        </div>
      )}
    </Field>
  );
};
