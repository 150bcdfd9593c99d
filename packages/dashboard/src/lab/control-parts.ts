import { html } from 'lit';
import '../elements/one-of.js';

/** A list to choose one of, with its name before it. */
export function selectOf(
  label: string,
  all: readonly (readonly [value: string, text: string])[],
  value: string,
  choose: (value: string) => void,
) {
  return html`<label class="select"
    >${label}
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${all.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
  </label>`;
}

/** A few choices in a row, with their name before them. */
export function choicesOf<Value extends string>(
  legend: string,
  all: readonly (readonly [value: Value, text: string])[],
  value: Value,
  choose: (value: Value) => void,
) {
  return html`<one-of
    show-legend
    .legend=${legend}
    .choices=${all.map(([key, label]) => ({ value: key, label }))}
    .value=${value}
    @choose=${(event: CustomEvent<Value>) => choose(event.detail)}
  ></one-of>`;
}
