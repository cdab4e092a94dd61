// The time slider: two handles over the stops; what they say goes into the dates of the form, which htmx sends.
export function slider(set) {
  if (!set || set.dataset.bound) return;
  set.dataset.bound = "1";
  const { stops, first, last } = Object.fromEntries(["stops", "first", "last"].map((key) => [key, JSON.parse(set.dataset[key])]));
  const form = set.form, [since, until] = set.querySelectorAll("input[type=range]"), says = set.querySelector(".slider-says");
  const from = form.elements.namedItem("from"), to = form.elements.namedItem("to");
  const end = stops.length - 1;
  const found = (wanted, otherwise) => (wanted >= 0 ? wanted : otherwise);
  since.value = from.value ? found(last.findIndex((day) => day >= from.value), end) : 0;
  until.value = to.value ? found(first.findLastIndex((day) => day <= to.value), 0) : end;
  set.querySelector(".ranges").hidden = false;
  const tell = () => {
    for (const input of [since, until]) input.setAttribute("aria-valuetext", stops[input.value]);
    set.querySelectorAll("rect").forEach((bar) => {
      const at = Number(bar.dataset.stop);
      bar.classList.toggle("off", at < Number(since.value) || at > Number(until.value));
    });
  };
  const move = (moved) => {
    if (Number(since.value) > Number(until.value)) (moved === since ? until : since).value = moved.value;
    tell();
    says.textContent = since.value === until.value ? stops[since.value] : `${stops[since.value]} – ${stops[until.value]}`;
  };
  tell();
  for (const input of [since, until]) {
    input.addEventListener("input", () => move(input));
    input.addEventListener("change", () => {
      move(input);
      from.value = Number(since.value) === 0 ? "" : first[since.value];
      to.value = Number(until.value) === end ? "" : last[until.value];
    });
  }
}
