/**
 * The console in headless Chromium, against the packaged program. Compiled in the Maven profile {@code browser} only, which
 * {@code ./muhr test} switches on. Pictures of every page are left in {@code target/screens}.
 */
package pk.muhr.console;
