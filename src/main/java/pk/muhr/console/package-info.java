/**
 * Pages for people, in English and Urdu: the public, subscribers, officers, auditors.
 *
 * <p>One request: a {@code *Resource} asks {@link pk.muhr.console.Visitors} who is there ({@code anyone}, {@code reading},
 * {@code acting} with a form's token), asks the capability's public classes, and shows a type-safe template
 * ({@code src/main/resources/templates/console}) in the {@link pk.muhr.console.Frame} of that visitor. Forms answer with a
 * redirection, so that a reload sends nothing twice. Words are in message bundles: English in the interfaces
 * {@code *Messages}, Urdu in {@code src/main/resources/messages}. Files that pages need are those that
 * {@link pk.muhr.console.Assets} lists, served by us.
 *
 * <p>What comes from outside is shown inert: escaped by the templates, isolated in its direction by {@code <bdi>}, with
 * invisible characters made visible ({@link pk.muhr.console.Inert}).
 */
package pk.muhr.console;
