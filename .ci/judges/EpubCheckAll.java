import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import com.adobe.epubcheck.util.ReportingLevel;
import java.io.File;

/**
 * Runs EPUBCheck over many books in one virtual machine: EpubCheckAll BOOK...
 *
 * <p>It reports every message down to the level of usage, and exits with 1 if there is one: a book
 * passes when EPUBCheck has nothing at all to say. The starting of Java and of the schemas is most of
 * the time of a single check.
 */
class EpubCheckAll {
  public static void main(String[] books) {
    int bad = 0;
    for (String book : books) {
      var report = new DefaultReportImpl(new File(book).getName());
      report.setReportingLevel(ReportingLevel.Usage);
      new EpubCheck(new File(book), report).check();
      int messages =
          report.getFatalErrorCount()
              + report.getErrorCount()
              + report.getWarningCount()
              + report.getInfoCount()
              + report.getUsageCount();
      if (messages > 0) {
        System.out.println(book + ": " + messages + " messages of EPUBCheck");
        bad++;
      }
    }
    System.out.println(books.length + " books before EPUBCheck, " + bad + " with messages");
    System.exit(bad > 0 || books.length == 0 ? 1 : 0);
  }
}
