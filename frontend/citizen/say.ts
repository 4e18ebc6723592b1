// The few texts that the scripts of the citizens' pages show: the server wrote them into the page, in its language.

type Say = { [key: string]: string }

export var say: Say = {}
try {
  say = JSON.parse(document.body.getAttribute('data-say') || '{}')
} catch {
  say = {}
}

export function each(selector: string, visit: (el: HTMLElement) => void): void {
  var found = document.querySelectorAll(selector)
  for (var i = 0; i < found.length; i++) visit(found[i] as HTMLElement)
}

export function fill(text: string, values: { [name: string]: string | number }): string {
  for (var name in values) text = text.split('{' + name + '}').join(String(values[name]))
  return text
}

export function tell(key: string): void {
  var place = document.getElementById('saved')
  if (place && say[key]) place.textContent = say[key]
}
