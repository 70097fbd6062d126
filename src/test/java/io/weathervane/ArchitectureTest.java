package io.weathervane;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.stream.Stream;

/** Which package may know which: what is said of them in the design holds in the code. */
@AnalyzeClasses(packages = "io.weathervane", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule config_knows_none_of_the_others = only("config");

    @ArchTest
    static final ArchRule doccat_could_be_given_away = only("doccat", "config");

    @ArchTest
    static final ArchRule deadletter_knows_config_alone = only("deadletter", "config");

    @ArchTest
    static final ArchRule source_knows_neither_index_nor_models = only("source", "config", "deadletter");

    @ArchTest
    static final ArchRule index_knows_neither_source_nor_models = only("index", "config", "deadletter");

    @ArchTest
    static final ArchRule alert_knows_what_a_dead_letter_is = only("alert", "config", "deadletter");

    @ArchTest
    static final ArchRule nlp_knows_config_alone = only("nlp", "config");

    @ArchTest
    static final ArchRule management_knows_config_alone = only("management", "config");

    @ArchTest
    static final ArchRule training_knows_models_alone = only("training", "config", "doccat");

    @ArchTest
    static final ArchRule reload_knows_config_alone = only("reload", "config");

    @ArchTest
    static final ArchRule observe_knows_models_and_reloads = only("observe", "config", "doccat", "reload");

    @ArchTest
    static final ArchRule web_knows_config_alone = only("web", "config");

    @ArchTest
    static final ArchRule embedded_knows_config_alone = only("embedded", "config");

    @ArchTest
    static final ArchRule embedded_is_known_by_the_command_line_alone = classes()
            .that()
            .resideInAPackage("io.weathervane.embedded..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.weathervane.embedded..", "io.weathervane.cli..");

    @ArchTest
    static final ArchRule command_line_is_known_by_the_main_class_alone = classes()
            .that()
            .resideInAPackage("io.weathervane.cli..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.weathervane.cli..", "io.weathervane");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.weathervane.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_what_talks_to_people_prints = noClasses()
            .that(not(resideInAnyPackage("io.weathervane.cli..", "io.weathervane.embedded..")))
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_is_by_slf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Of Weathervane's own packages, this one knows itself and these. */
    private static ArchRule only(String name, String... known) {
        String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(known))
                .map(each -> "io.weathervane." + each + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("io.weathervane." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.weathervane..")).or(resideInAnyPackage(allowed)))
                // some packages come with later work
                .allowEmptyShould(true);
    }
}
