// Rules for everything under frontend/. Each rule beyond the presets has its reason beside it.
import js from '@eslint/js'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'

const han = '[\\u3400-\\u9fff\\uf900-\\ufaff]'
const hanMessage = 'Texts live in shared/locales, in both languages: use $t(key) or t(key).'

// Two languages and one catalogue: a text typed into a view is a text that the other language lacks.
const noHanInScript = [
  'error',
  { selector: `Literal[value=/${han}/]`, message: hanMessage },
  { selector: `TemplateElement[value.raw=/${han}/]`, message: hanMessage },
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]',
    message: 'What a petitioner wrote is text, never markup: use textContent.',
  },
]

const noHanInTemplate = [
  'error',
  { selector: `VElement[name="template"] VText[value=/${han}/]`, message: hanMessage },
  { selector: `VElement[name="template"] VLiteral[value=/${han}/]`, message: hanMessage },
]

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'desk/src/api/schema.d.ts',
      '**/*.d.ts',
      'e2e/results/',
      'e2e/pictures/',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  vue.configs['flat/recommended'],
  accessibility.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      // What a petitioner or an official wrote is shown as text (safeguards, rule 23).
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      // Layout is prettier's alone.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-unused-refs': 'error',
      // Pages of one word (Queue, Case, Reply) are named after the glossary.
      'vue/multi-word-component-names': 'off',
      // A group that moves the focus among its own (roving tabindex), or hears its children's keys, is not focused
      // itself; axe looks at the rendered page.
      'vuejs-accessibility/interactive-supports-focus': 'off',
      'vuejs-accessibility/no-static-element-interactions': 'off',
      // A label beside its field or around it: either is read aloud.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'no-restricted-globals': ['error', { name: 'event', message: 'Take the event as an argument.' }],
      'no-console': 'error',
      'no-eval': 'error',
      // The full-width space between a Chinese name and what follows it is no slip of the hand.
      'no-irregular-whitespace': 'off',
      'vue/no-irregular-whitespace': [
        'error',
        { skipStrings: true, skipTemplates: true, skipHTMLAttributeValues: true, skipHTMLTextContents: true },
      ],
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': 'error',
      // The body of a form is a record of fields: one that was emptied is taken out.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A key's act may answer false ("not mine") or nothing.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['desk/**/*.{ts,vue}', 'citizen/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.spec.ts', '**/*.config.ts'],
    rules: { 'no-restricted-syntax': noHanInScript },
  },
  { files: ['desk/**/*.vue'], rules: { 'vue/no-restricted-syntax': noHanInTemplate } },
  {
    // TypeScript itself knows every name.
    files: ['**/*.{ts,vue}'],
    rules: { 'no-undef': 'off' },
  },
  {
    // The citizen's script is written in what ES5 can say: esbuild does not turn const into var.
    files: ['citizen/**/*.ts'],
    rules: { 'no-var': 'off', 'prefer-const': 'off', 'prefer-rest-params': 'off', 'prefer-spread': 'off' },
  },
  {
    files: ['*.mjs', '*.js', '**/*.mjs', '**/*.config.ts', 'e2e/**/*.ts'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
)
