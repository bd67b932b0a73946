const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {'\\.ts$': './scripts/jest-esbuild.js', '/page\\.html$': './scripts/jest-page.js'},
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/'],
}

export default {
  testSequencer: './scripts/jest-longest-first.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/__tests__/e2e/'],
    },
    {...shared, displayName: 'e2e', testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts']},
  ],
}
