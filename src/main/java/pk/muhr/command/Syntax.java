package pk.muhr.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a sub-command is called and takes: options with a value, {@code --name VALUE} or {@code --name=VALUE}, and words.
 *
 * @param words names of the words after the options, none when empty; the last one may be there more than once when its
 *     name ends with {@code …}
 * @param options by name, without the dashes, with the name of their value; one may be given more than once when that ends
 *     with {@code …}
 */
record Syntax(String command, List<String> words, List<Option> options) {

    private static final String MORE = "…";

    /** An option and what its value is called. */
    record Option(String name, String value) {
        @Override
        public String toString() {
            return "--" + name + " " + value;
        }
    }

    Syntax {
        words = List.copyOf(words);
        options = List.copyOf(options);
    }

    boolean knows(String option) {
        return options.stream().anyMatch(known -> known.name().equals(option));
    }

    boolean repeats(String option) {
        return options.stream()
                .anyMatch(known -> known.name().equals(option) && known.value().endsWith(MORE));
    }

    boolean takes(int count) {
        return count <= words.size() || !words.isEmpty() && words.getLast().endsWith(MORE);
    }

    @Override
    public String toString() {
        String listed = options.stream().map(option -> " [" + option + "]").collect(Collectors.joining());
        return "muhr " + command + words.stream().map(word -> " " + word).collect(Collectors.joining()) + listed;
    }
}
