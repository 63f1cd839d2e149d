package dev.eku.plan;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.product.Application;
import dev.eku.product.ExecutablePath;
import dev.eku.product.Exemption;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.NameFolding;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that are an exemption's own: where they are now, and where they may have been when a run wrote them. Pure.
 */
final class OwnTargets {
    private static final Pattern SHORT = Pattern.compile("[^\\\\~.]{1,6}~[0-9]{1,6}(\\.[^\\\\.]{0,3})?");
    private static final Pattern HASHED = Pattern.compile("[^\\\\~.]{0,2}[0-9A-F]{4}");

    private final Inspection now;
    private final Set<RegistryTarget> present = new HashSet<>();
    /** The names of those values, folded. */
    private final Set<String> names = new HashSet<>();
    /** The names of the executables, folded; empty if one may have any. */
    private final Set<String> files = new HashSet<>();

    private boolean anyFile;

    OwnTargets(Inspection now) {
        this.now = now;
        for (ApplicationFacts application : now.applications()) {
            application.target(now.exemption().setting()).ifPresent(own -> {
                present.add(own);
                names.add(NameFolding.fold(own.valueName()));
            });
            application.path().ifPresent(found -> addFile(found.path()));
            // What its service starts may be a link to it, which only a process that runs can prove.
            application.program().evidence().forEach(piece -> addFile(piece.path()));
        }
        Set<Application> found = new HashSet<>();
        for (ApplicationFacts application : now.applications()) {
            if (application.path().isPresent()) {
                found.add(application.application());
            }
        }
        possible(now.exemption()).forEach(application -> {
            application.executable().ifPresent(this::addFile);
            application.path().ifPresent(this::addFile);
            anyFile |= application.executable().isEmpty() && !found.contains(application);
        });
    }

    /** A product that was found then may be gone by now. */
    private static Stream<Application> possible(Exemption exemption) {
        Stream<Product> products = exemption.product().isPresent()
                ? exemption.product().map(ProductCatalog::product).stream()
                : exemption.applications().isEmpty() ? ProductCatalog.products().stream() : Stream.of();
        return Stream.concat(
                products.flatMap(product -> product.applications(exemption.setting()).stream()),
                exemption.applications().stream());
    }

    private void addFile(String path) {
        files.add(NameFolding.fold(ExecutablePath.fileName(path)));
    }

    /** Whether one of the applications reads that value now. */
    boolean isNow(RegistryTarget target) {
        return present.contains(target);
    }

    /**
     * Whether that value can have been meant for what one of the applications reads now: it lies in one of the keys.
     */
    boolean meansNow(RegistryTarget target) {
        String name = NameFolding.fold(target.valueName());
        Optional<String> plain = plain(target.valueName()).map(NameFolding::fold);
        return isOfTheSetting(target)
                && (names.contains(name)
                        || plain.filter(path -> names.contains(path)
                                        || (ExecutablePath.mayBeShort(path)
                                                && names.stream().anyMatch(own -> means(path, own))))
                                .isPresent());
    }

    /**
     * Whether that value can have been one of the applications' own, or meant for it: their executable may have moved
     * since.
     */
    boolean mayHaveBeen(RegistryTarget target) {
        return isOfTheSetting(target)
                && plain(target.valueName())
                        .map(ExecutablePath::fileName)
                        .map(NameFolding::fold)
                        .filter(name -> anyFile
                                || files.contains(name)
                                || (SHORT.matcher(name).matches()
                                        && files.stream().anyMatch(file -> mayBeShortFor(name, file))))
                        .isPresent();
    }

    private boolean isOfTheSetting(RegistryTarget target) {
        return now.keys().stream()
                .anyMatch(key -> now.shows(key, target.view()) && key.key().equals(target.key()));
    }

    /**
     * Whether a path may be another spelling of a second one, both folded; an 8.3 name may be, once it is gone nobody
     * can tell.
     */
    private static boolean means(String path, String other) {
        String[] names = path.split("\\\\", -1);
        String[] parts = other.split("\\\\", -1);
        boolean same = names.length == parts.length;
        for (int i = 0; same && i < names.length; i++) {
            same = names[i].equals(parts[i]) || mayBeShortFor(names[i], parts[i]);
        }
        return same;
    }

    private static Optional<String> plain(String name) {
        return ExecutablePath.tryNormalise(name.replace("\"", ""));
    }

    /**
     * Whether a name may be the 8.3 name of a long one, both folded: up to six of its first characters, or up to two
     * and four digits of a hash, then a tilde and a number, and up to three characters of its ending ([MS-FSCC]
     * 2.1.5.2.1 says what an 8.3 name is; how Windows makes one of a long name is as it was observed).
     */
    private static boolean mayBeShortFor(String name, String longName) {
        if (!SHORT.matcher(name).matches()) {
            return false;
        }
        int dot = longName.lastIndexOf('.');
        String stem = letters(dot < 0 ? longName : longName.substring(0, dot));
        String ending = letters(dot < 0 ? "" : longName.substring(dot + 1));
        int ofName = name.lastIndexOf('.');
        String begin = name.substring(0, name.indexOf('~'));
        String nameEnding = ofName < 0 ? "" : name.substring(ofName + 1);
        boolean hashed = HASHED.matcher(begin).matches() && stem.startsWith(begin.substring(0, begin.length() - 4));
        return (stem.startsWith(begin) || hashed) && ending.startsWith(nameEnding);
    }

    private static String letters(String part) {
        return part.replaceAll("[ .]", "").replaceAll("[+,;=\\[\\]]", "_");
    }
}
