package dev.eku.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Hosts of a page of which the same is to be said. Immutable.
 *
 * @param members at least one, in their order
 */
record Group<T>(List<T> members) {
    /** Up to this number of hosts, each is described in full. */
    static final int ALL_IN_FULL = 50;

    Group {
        members = List.copyOf(members);
    }

    /**
     * The hosts of a page, with the most urgent ones first. If there are many, equal hosts are grouped; otherwise, each
     * is by itself.
     *
     * @param values equal for equal hosts
     */
    static <T> List<Group<T>> of(List<T> all, Function<T, ?> values, Comparator<T> urgency) {
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        boolean few = all.size() <= ALL_IN_FULL;
        for (int i = 0; i < all.size(); i++) {
            Object key = few ? i : values.apply(all.get(i));
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(all.get(i));
        }
        return groups.values().stream()
                .map(Group::new)
                .sorted(Comparator.comparing(Group::first, urgency))
                .toList();
    }

    /** The one that is described in full. */
    T first() {
        return members.get(0);
    }

    /** The others. */
    List<T> others() {
        return members.subList(1, members.size());
    }
}
