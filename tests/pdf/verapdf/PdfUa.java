/*
 * PdfUa.java
 *		Do these files conform to PDF/UA-1?  All of them in one process, since
 *		it is starting that takes long.
 *
 * A line for each file that does not, with the rules it breaks; the counts of
 * files and of those that conform last.
 */
import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class PdfUa
{
	private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;

	/* Each broken rule once, with the first place where it is broken. */
	private static Map<String, String> brokenRules(ValidationResult result)
	{
		Map<String, String> broken = new TreeMap<>();

		for (TestAssertion assertion : result.getTestAssertions())
			if (assertion.getStatus() == TestAssertion.Status.FAILED)
				broken.putIfAbsent(assertion.getRuleId().getClause() + "-"
					+ assertion.getRuleId().getTestNumber(),
					assertion.getMessage() + " (" + assertion.getLocation().getContext() + ")");
		return broken;
	}

	/* No assertion at all would be a document with nothing in it. */
	private static boolean conforms(String path)
	{
		try (FileInputStream file = new FileInputStream(path);
			PDFAParser parser = Foundries.defaultInstance().createParser(file, FLAVOUR);
			PDFAValidator validator = Foundries.defaultInstance().createValidator(FLAVOUR, false))
		{
			ValidationResult result = validator.validate(parser);

			if (result.isCompliant() && result.getTotalAssertions() > 0)
				return true;
			System.out.println("not ok - " + path + ": not PDF/UA-1");
			brokenRules(result).forEach((rule, why) -> System.out.println("#   " + rule + ": " + why));
		}
		catch (Exception e)
		{
			System.out.println("not ok - " + path + ": " + e);
		}
		return false;
	}

	public static void main(String[] paths)
	{
		int conforming = 0;

		VeraGreenfieldFoundryProvider.initialise();
		for (String path : paths)
			if (conforms(path))
				conforming++;
		System.out.println(paths.length + " files, " + conforming + " conform to PDF/UA-1");
		System.exit(paths.length > 0 && conforming == paths.length ? 0 : 1);
	}
}
