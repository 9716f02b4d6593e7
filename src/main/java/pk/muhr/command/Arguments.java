package pk.muhr.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.command.development.Refused;

/**
 * What a person gave a sub-command, checked against its {@link Syntax}.
 *
 * @param options by name; values of one that was given more than once are a line each
 */
record Arguments(List<String> words, Map<String, String> options) {

    Arguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /**
     * Reads a command line.
     *
     * @throws Refused (exit status 2) for what the syntax does not know, a value that is missing, an option given twice
     */
    static Arguments parse(Syntax syntax, List<String> line) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (Iterator<String> rest = line.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (!word.startsWith("-")) {
                words.add(word);
                continue;
            }
            String[] parts = word.replaceFirst("^--?", "").split("=", 2);
            if (!syntax.knows(parts[0])) {
                throw Refused.usage("`" + word + "` is not an option of this command. Usage: " + syntax);
            }
            if (parts.length == 1 && !rest.hasNext()) {
                throw Refused.usage("`" + word + "` needs a value. Usage: " + syntax);
            }
            String value = parts.length == 2 ? parts[1] : rest.next();
            if (options.containsKey(parts[0]) && !syntax.repeats(parts[0])) {
                throw Refused.usage("`--" + parts[0] + "` is given twice. Usage: " + syntax);
            }
            options.merge(parts[0], value, (first, more) -> first + "\n" + more);
        }
        if (!syntax.takes(words.size())) {
            throw Refused.usage("`" + words.getLast() + "` is more than this command takes. Usage: " + syntax);
        }
        return new Arguments(words, options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Every value of an option that may be given more than once. */
    List<String> all(String name) {
        return option(name).stream().flatMap(String::lines).toList();
    }

    /** A path, from where the person stands. */
    Optional<Path> path(String name) {
        return option(name).map(Path::of);
    }

    /** A TCP port, 1 to 65535. */
    int port(String name, int otherwise) {
        Optional<String> text = option(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,5}")
                || Integer.parseInt(text.get()) < 1
                || Integer.parseInt(text.get()) > 65_535) {
            throw Refused.usage("--" + name + " " + text.get() + " is not a port, which is a number from 1 to 65535.");
        }
        return Integer.parseInt(text.get());
    }
}
