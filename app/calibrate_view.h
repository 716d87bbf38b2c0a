// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibrator.h"
#include "app/studio.h"
#include "views/calibrate_page.h"

namespace app {

/// Ties the calibration page to the studio: what can be measured, the run, and what it found, which
/// is kept for the panels' badges. [gui thread]
class CalibrateView final : public QObject {
    Q_OBJECT
public:
    CalibrateView(Studio& studio, views::CalibratePage* page);

    void open(); ///< for the network and the domain on show
    Calibrator& calibrator() { return m_calibrator; }

Q_SIGNALS:
    void finished(const QString& sentence); ///< a run ended well while the page was hidden
    void statusChanged();

private:
    void showChoices();
    void showMethods();
    /// What was measured of the chosen network and domain before: \p wanted of its sources, or the
    /// one in use.
    void showKnown(const std::string& wanted = {});
    void showSource(int index);
    void use(); ///< the figures on show, from now on
    void run();
    void begin(const models::NetworkPointer& network);
    void take(const calibration::Result& result);
    void fail(const explain::Error& error);
    QString keep(const calibration::Result& result) const; ///< what became of it, in a sentence

    Studio& m_studio;
    views::CalibratePage* m_page;
    Calibrator m_calibrator;
    std::vector<models::CalibrationSource> m_sources; ///< to choose from
    int m_source = -1;                                ///< the one on show; -1: none of them
    views::CalibrateRequest m_request;                ///< of the run
    bool m_ofAllMethods = true;                       ///< likewise
    QString m_loading;                                ///< id of the network that the run waits for
};

} // namespace app
